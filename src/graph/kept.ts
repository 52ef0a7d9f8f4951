import type { Given } from "../core/figure.js";
import { isConstant } from "./constant.js";
import { type GivenSet, isGiven, type Records, type Shape } from "./givens.js";
import { type Answered, applies, type Asked, type Kept, type Plan, prefixesIn, type ScopeShape } from "./plan.js";

/**
 * Whether a function looks at something of records that may be another at the next input of the same shape.
 *
 * @param isChoice - whether a number is a choice, which shapes tell apart
 * @param hasNumbers - whether it looks at numbers, and not only at whether they are there
 */
export function looksAtChanging(
  look: (records: never) => unknown,
  records: Records,
  isChoice: (key: string) => boolean,
  hasNumbers = true,
): boolean {
  let isChanging = false;
  const meet = (key: string | symbol): void => {
    const value = typeof key === "string" ? records[key] : undefined;
    if (typeof value === "number") isChanging ||= hasNumbers && !isChoice(key as string);
    else if (typeof value === "object" && value !== null)
      isChanging ||= isGiven(value) ? hasNumbers || isChoice(key as string) : !isConstant(value);
  };
  const watched = new Proxy(records, {
    get(target, key) {
      meet(key);
      return target[key as string];
    },
    ownKeys(target) {
      const keys = Reflect.ownKeys(target);
      keys.forEach(meet);
      return keys;
    },
  });
  look(watched as never);
  return isChanging;
}

/** One order of fields for all, which is one hidden class for V8. */
function keptWith(plan: Plan, { records, figures, changing, shapes, isSame }: Omit<Kept, "plan" | "solves" | "base" | "isHeld">): Kept {
  return { plan, records, figures, changing, shapes, isSame, solves: new Map(), base: undefined, isHeld: false };
}

/** What is kept of a plan that a solve runs through: it reads the same records. */
export function keptOfSolve(kept: Kept | undefined, plan: Plan): Kept | undefined {
  if (kept === undefined) return undefined;
  const known = kept.solves.get(plan);
  if (known !== undefined) return known;
  const own = keptWith(plan, kept);
  kept.solves.set(plan, own);
  return own;
}

/** What to keep of a plan for the inputs of a shape, with all that was asked of one of them. */
export function keep(
  plan: Plan,
  asked: readonly Answered[],
  records: readonly Records[],
  figures: readonly Given[],
  shapeOf: (scope: number) => Shape,
  isChoice: (key: string) => boolean,
): Kept {
  // The outermost scope is the input itself; a part changes where what it is made of does.
  const changes: boolean[] = [true];
  const looks = (look: ((of: never) => unknown) | undefined, scope: number): boolean =>
    changes[scope] === true &&
    look !== undefined &&
    looksAtChanging(look, records[scope] as Records, (key) => scope === 0 && isChoice(key));
  const changing: Asked[] = [];
  const givens: GivenSet[] = [];
  const isSameFigure: boolean[] = [];
  for (const one of asked) {
    const { question, answer } = one;
    const { scope } = question;
    let isChanging: boolean;
    let place = -1;
    if (question.ask === "givens") {
      givens[scope] = answer as GivenSet;
      continue;
    }
    if (question.ask === "parts") {
      place = changes.length;
      isChanging = looks(question.part.records, scope);
      for (let entry = 0; entry < prefixesIn(answer as string).length; entry++) changes.push(isChanging);
    } else if (question.ask === "test") {
      isChanging = looks((of) => applies(question.way, plan.scopes[scope] as ScopeShape, of, givens[scope] as GivenSet), scope);
    } else if (question.ask === "read") {
      isChanging = looks(question.way.read, scope);
      if (answer === true) place = isSameFigure.push(!isChanging) - 1;
    } else {
      const { sharedBy } = question.way;
      isChanging = looks(sharedBy, scope) || looks(sharedBy, question.other);
    }
    if (isChanging) changing.push({ ...one, place });
  }
  return keptWith(plan, {
    records,
    figures,
    changing,
    shapes: records.map((_, scope) => (scope > 0 && changes[scope] === true ? shapeOf(scope) : undefined)),
    isSame({ kind, way, scope, read }) {
      if (kind === "given") return changes[scope] !== true;
      if (read >= 0) return isSameFigure[read] === true;
      return way?.read !== undefined && !looks(way.read, scope);
    },
  });
}
