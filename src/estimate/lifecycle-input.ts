import { daysBetween, readDay } from "../core/dates.js";
import { checkGiven } from "../core/figure.js";
import { nonNegative, positive } from "../core/formula.js";
import { tuningKind } from "./fine-tuning.js";
import { inference } from "./inference.js";
import { rag as ragKind } from "./rag.js";
import { training as trainingKind } from "./training.js";
import type {
  FineTuningInput,
  InferenceInput,
  LifecycleInput,
  LifePhase,
  LifeRetirement,
  RagInput,
  TrainingInput,
} from "./generated/inputs.js";
import { conflict, isObject, refuse } from "./refuse.js";

const WHERE = "lifecycle";

function checkDates(path: string, { start, end }: LifePhase): void {
  const first = start === undefined ? undefined : readDay(WHERE, `${path}.start`, start);
  const last = end === undefined ? undefined : readDay(WHERE, `${path}.end`, end);
  if (first !== undefined && last !== undefined && daysBetween(first, last) < 0) {
    throw refuse(WHERE, `${path}.end`, `= ${String(end)} is before its start ${String(start)}`);
  }
}

/** A list under a name, or nothing. */
function listOf<Item>(path: string, list: readonly Item[] | undefined): readonly Item[] {
  if (list === undefined) return [];
  const isList: boolean = Array.isArray(list);
  if (!isList || list.length === 0) throw refuse(WHERE, path, "is no list; give one entry at least, or leave it out");
  return list;
}

/** What belongs to a phase of a life, and to no estimate of its own. */
function undated<Phase extends LifePhase>({ label, start, end, ...rest }: Phase): Omit<Phase, keyof LifePhase> {
  return rest;
}

/** The training as an estimate of its own. */
export const trainingOf = (input: LifecycleInput): TrainingInput | undefined => input.training && undated(input.training);
/** The fine-tunings as estimates of their own. */
export const tuningsOf = (input: LifecycleInput): readonly FineTuningInput[] =>
  (input.fineTuning ?? []).map((tuning) => undated(tuning) as FineTuningInput);
/** The requests as estimates of their own. */
export const requestsOf = (input: LifecycleInput): readonly InferenceInput[] => (input.inference ?? []).map((one) => undated(one));
/** The questions with retrieval as an estimate of their own. */
export function questionsOf({ rag }: LifecycleInput): RagInput | undefined {
  if (rag === undefined) return undefined;
  const { days, ...rest } = undated(rag);
  // A question looks at how many there are for the share of its index.
  if (rest.index !== undefined || rest.knowledgeGraph !== undefined) return rest;
  const { requestsPerDay, ...question } = rest;
  return question;
}

/**
 * Checks what is no number of a whole life, and every phase like an estimate of its own.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkLifecycle(input: LifecycleInput): void {
  const { training, experimentation, rag, storage, retirement } = input;
  const tunings = listOf("fineTuning", input.fineTuning);
  const served = listOf("inference", input.inference);
  if (training === undefined && tunings.length === 0 && served.length === 0 && rag === undefined && storage === undefined) {
    throw refuse(WHERE, "training", "is missing, and so is every other phase; give one at least");
  }
  checkPhase("training", training, (own) => trainingKind.run(own));
  if (experimentation !== undefined) {
    checkGiven(WHERE, "experimentation", experimentation, nonNegative);
    if (training === undefined) throw refuse(WHERE, "training", "is missing; experimentation is a multiple of it");
    if (training.experimentationFactor !== undefined) {
      throw conflict(WHERE, "experimentation", "experimentation and training.experimentationFactor count the same runs; give one of them");
    }
  }
  for (const [index, tuning] of tunings.entries()) checkPhase(`fineTuning.${index}`, tuning, (own) => tuningKind.run(own));
  for (const [index, one] of served.entries()) {
    checkPhase(`inference.${index}`, one, (own) => {
      checkGiven(WHERE, `inference.${index}.requests`, own.requests, positive);
      inference.run(own);
    });
  }
  checkPhase("rag", rag, ({ days, requestsPerDay }) => {
    checkGiven(WHERE, "rag.requestsPerDay", requestsPerDay, positive);
    checkGiven(WHERE, "rag.days", days, positive);
    ragKind.run(questionsOf(input) as RagInput);
  });
  checkPhase("storage", storage, () => undefined);
  if (retirement !== undefined) checkRetirement(input, retirement);
}

/** Checks a phase, where there is one, and its dates. */
function checkPhase<Phase extends LifePhase>(
  field: string,
  phase: Phase | undefined,
  check: (own: Omit<Phase, keyof LifePhase>) => unknown,
): void {
  if (phase === undefined) return;
  if (!isObject(phase)) throw refuse(WHERE, field, "is no phase of a life; give an object");
  check(undated(phase));
  checkDates(field, phase);
}

function checkRetirement(input: LifecycleInput, retirement: LifeRetirement): void {
  if (!isObject(retirement)) throw refuse(WHERE, "retirement", "is no end of life; give { endOfLifeFraction } or { gramsCo2e }");
  const { endOfLifeFraction, gramsCo2e } = retirement;
  if ((endOfLifeFraction === undefined) === (gramsCo2e === undefined)) {
    throw refuse(WHERE, "retirement", "says how the hardware ends in one way: give endOfLifeFraction or gramsCo2e");
  }
  checkDates("retirement", retirement);
  const phases = [input.training, ...(input.fineTuning ?? []), ...(input.inference ?? []), input.rag];
  if (phases.some((phase) => phase?.endOfLifeFraction !== undefined && phase.endOfLifeFraction !== null)) {
    throw conflict(WHERE, "retirement", "a phase states an endOfLifeFraction of its own hardware already; leave one out");
  }
}
