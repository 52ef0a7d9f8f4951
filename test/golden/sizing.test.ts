import { type Optimizer, type ShardingStage, sizeTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import type { ModelId } from "../../src/catalog/ids.js";
import { models } from "llm-footprint/catalog/models";
import * as f from "llm-footprint/formulas";
import { describe, expect, it } from "vitest";
import { testGolden } from "../helpers/golden.js";
import activations from "./sizing/activations.json" with { type: "json" };
import experts from "./sizing/experts.json" with { type: "json" };
import pipelines from "./sizing/pipelines.json" with { type: "json" };
import quickRule from "./sizing/quick-rule.json" with { type: "json" };
import state from "./sizing/state.json" with { type: "json" };

const GIBIBYTE = 2 ** 30;
const a100 = accelerators["a100-sxm4-80gb"];

interface ActivationInputs extends f.SplitActivationBytesInputs {
  readonly split: "tensor" | "selective";
  readonly layers: number;
  readonly pipelineParallelism: number;
  readonly pipelineInterleave: number;
}

testGolden<ActivationInputs>(activations, ({ split, layers, pipelineParallelism, pipelineInterleave, ...layer }) => {
  const layerActivationBytes = split === "tensor" ? f.tensorActivationBytes(layer) : f.selectiveActivationBytes(layer);
  const stage = { layers, layerActivationBytes, contextParallelism: 1 };
  const bytes =
    pipelineInterleave === 1
      ? f.stageActivationBytes(stage)
      : f.interleavedStageActivationBytes({ ...stage, pipelineParallelism, pipelineInterleave });
  return { gibibytes: bytes / GIBIBYTE };
});

testGolden<{ model: ModelId }>(quickRule, ({ model }) => ({
  quickDevices: sizeTraining({ model: models[model], accelerator: a100, recompute: "full", shardingStage: 3 }).quickDevices,
}));

interface StateInputs {
  readonly parameters: number;
  readonly weightBytesPerParameter?: number;
  readonly stateBytesPerParameter?: number;
  readonly deviceMemoryBytes?: number;
  readonly memoryShare?: number;
  readonly shardingStage?: ShardingStage;
  readonly dataParallelism?: number;
  readonly gradientBytes?: 2 | 4;
  readonly optimizer?: Optimizer;
}

testGolden<StateInputs>(state, ({ parameters, weightBytesPerParameter, stateBytesPerParameter, ...inputs }) => {
  const { deviceMemoryBytes = 0, memoryShare = 0, shardingStage, dataParallelism = 1, gradientBytes, optimizer } = inputs;
  if (weightBytesPerParameter !== undefined) return { weightBytes: f.weightBytes({ parameters, weightBytesPerParameter }) };
  if (stateBytesPerParameter !== undefined) {
    return { devices: f.devicesForState({ parameters, stateBytesPerParameter, deviceMemoryBytes, memoryShare }) };
  }
  const { stateBytes } = sizeTraining({
    model: { kind: "dense", parameters },
    // Memory that is no limit, so that the layout is the asked one.
    accelerator: { ...a100, memoryBytes: 1e15 },
    acceleratorCount: dataParallelism,
    tensorParallelism: 1,
    pipelineParallelism: 1,
    ...(shardingStage !== undefined && { shardingStage }),
    ...(gradientBytes !== undefined && { gradientBytes }),
    ...(optimizer !== undefined && { optimizer }),
  });
  return { stateBytes };
});

testGolden<{ parameters: number }>(pipelines, ({ parameters }) => ({
  pipelineDepth: f.pipelineDepth({ stateBytes: 18 * parameters, tensorParallelism: 8, usableBytes: 0.9 * 80e9 }),
}));

testGolden<f.RoutedExpertParametersInputs>(experts, (inputs) => ({ routedExpertParameters: f.routedExpertParameters(inputs) }));

describe("whole runs", () => {
  it("the interleaved 175B stage comes out of a sizing as it does of the equations, but for sequence parallelism", () => {
    const { activationBytes = 0 } = sizeTraining({
      model: models["gpt-3-175b"],
      accelerator: { ...a100, memoryBytes: 1e12 },
      acceleratorCount: 64,
      sequenceTokens: 2048,
      recompute: "none",
      tensorParallelism: 8,
      pipelineParallelism: 8,
      pipelineInterleave: 3,
    });
    // 34 + 5·96·2048/12288 = 114 over 8, against 10 + 24/8 + 80/8 = 23 without sequence parallelism: 66.84 GiB by 14.25/23.
    expect(activationBytes / GIBIBYTE / ((66.84 * 14.25) / 23) - 1).toBeCloseTo(0, 4);
  });

  it("one 80 GB device holds neither the weights of LLaMA-65B nor their state", () => {
    const { weightBytes, wholeStateBytes, smallestDevices, memoryBytes } = sizeTraining({
      model: { kind: "dense", parameters: 65e9 },
      accelerator: a100,
      shardingStage: 3,
    });
    expect({ weightBytes, wholeStateBytes }).toEqual({ weightBytes: 130e9, wholeStateBytes: 1170e9 });
    // Without dimensions the fifth of the quick rule stays free, and full sharding splits evenly: the same 19 devices.
    expect(smallestDevices).toBe(19);
    expect(memoryBytes).toBeLessThanOrEqual(64e9);
  });

  it("LLaMA-65B with full recomputation and full sharding fits 17 devices, computed by hand", () => {
    // 18 × 65,285,660,672 / n + 2 × 80 × 2048 × 8192 ≤ 72e9 for n from 16.96.
    const sizing = sizeTraining({
      model: models["llama-65b"],
      accelerator: a100,
      sequenceTokens: 2048,
      recompute: "full",
      shardingStage: 3,
    });
    expect(sizing.smallestDevices).toBe(17);
    expect(sizing.activationBytes).toBe(2_684_354_560);
    expect(sizing.stateBytes).toBeCloseTo((18 * 65_285_660_672) / 17, 0);
  });
});
