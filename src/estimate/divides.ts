import { dataParallelDegree } from "../hardware/parallelism.js";

/** Whether a number of parts splits a whole evenly. */
export const divides = (part: number, whole: number): boolean =>
  Number.isInteger(dataParallelDegree.raw({ acceleratorCount: whole, tensorParallelism: part, pipelineParallelism: 1 }));
