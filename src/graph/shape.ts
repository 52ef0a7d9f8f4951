import type { Given } from "../core/figure.js";
import { type GivenSet, type Records, type Shape, shapeIn, Shapes } from "./givens.js";
import { keep } from "./kept.js";
import {
  type Answer,
  type Answered,
  answerOfParts,
  applies,
  type Fitted,
  isAlike,
  type Kept,
  type Missing,
  openParts,
  plan,
  type Plan,
  type Question,
  type ScopeShape,
} from "./plan.js";
import type { Table } from "./rows.js";

/** A question that some planning asked, and where each answer leads: to the next question, or to a plan. */
interface Node {
  readonly question: Question;
  readonly next: Map<Answer, Node | Plan>;
}

/** So many plans are kept before all are forgotten: one takes some 100 kB. */
const MOST_PLANS = 500;

const isPlan = (at: Node | Plan): at is Plan => "steps" in at;

/**
 * Plans that were made, found again by what an input has. A plan depends only on the answers to the questions that its planner asked, so a tree
 * of these questions cannot forget a part of what makes two inputs alike. In front of the tree stand the plans of the shapes that were met: of an
 * input of a known shape only that is asked which may change.
 */
export class PlanCache {
  readonly shapes: Shapes;
  readonly #choices: ReadonlySet<string>;
  #root: Node | Plan | undefined;
  #plans = 0;
  /** By shape; nothing yet where it was met once, because most are not met again. */
  readonly #kept = new WeakMap<Shape, Kept | "met">();

  constructor(
    readonly table: Table,
    readonly goals: readonly string[],
    readonly beside: readonly string[] = [],
    choices: readonly string[] = [],
  ) {
    this.shapes = new Shapes(table, choices);
    this.#choices = new Set(choices);
  }

  /** The plan for an input, made where none fits; or the goal that cannot be had. */
  fit(input: Records, shape: Shape = this.shapes.of(input)): Fitted | Missing {
    const kept = this.#kept.get(shape);
    if (typeof kept === "object") {
      const fitted = refit(kept, input, shape);
      if (fitted !== undefined) return fitted;
    }
    const asked: Answered[] = [];
    const fitted = this.#search(input, shape, kept === undefined ? undefined : asked);
    if ("missing" in fitted) return fitted;
    if (kept === undefined) {
      this.#kept.set(shape, "met");
      return fitted;
    }
    const { plan: made, records, figures } = fitted;
    const shapeOf = (scope: number): Shape => shapeIn((made.scopes[scope] as ScopeShape).table, records[scope] as Records);
    const again = keep(made, asked, records, figures, shapeOf, (key) => this.#choices.has(key));
    this.#kept.set(shape, again);
    return { plan: made, records, figures, kept: again };
  }

  /** Walks the tree of questions. */
  #search(input: Records, shape: Shape, asked: Answered[] | undefined): Fitted | Missing {
    const records: Records[] = [input];
    const givens: GivenSet[] = [];
    const figures: Given[] = [];
    let shapes: readonly ScopeShape[] = [{ outer: -1, part: undefined, field: "", prefix: "", table: this.table }];
    let at = this.#root;
    while (at !== undefined) {
      if (isPlan(at)) return { plan: at, records, figures, kept: undefined };
      const { question, next }: Node = at;
      const { scope } = question;
      const own = records[scope] as Records;
      let answer: Answer = false;
      if (question.ask === "read") {
        const figure = question.way.read?.(own as never);
        if (figure !== undefined) figures.push(figure);
        answer = figure !== undefined;
      } else if (question.ask === "alike") {
        answer = isAlike(question.way, own, records[question.other] as Records);
      } else if (question.ask === "test") {
        answer = applies(question.way, shapes[scope] as ScopeShape, own, givens[scope] as GivenSet);
      } else if (question.ask === "givens") {
        answer = scope === 0 ? shape.givens : shapeIn((shapes[scope] as ScopeShape).table, own).givens;
        givens.push(answer);
      } else if (question.ask === "parts") {
        const opened = openParts(question, shapes, records);
        if (opened.shapes.length > 0) {
          shapes = [...shapes, ...opened.shapes];
          records.push(...opened.records);
        }
        answer = answerOfParts(opened.shapes.map(({ prefix }) => prefix));
      }
      asked?.push({ question, answer });
      at = next.get(answer);
    }
    const planned = plan(this.table, input, this.goals, this.beside);
    if ("missing" in planned) return planned;
    this.#keep(planned.answered, planned.plan);
    asked?.splice(0, asked.length, ...planned.answered);
    return { plan: planned.plan, records: planned.records, figures: planned.figures, kept: undefined };
  }

  #keep(answered: readonly Answered[], made: Plan): void {
    if (++this.#plans > MOST_PLANS) {
      this.#plans = 1;
      this.#root = undefined;
      this.shapes.forget();
    }
    const leaf = (from: number): Node | Plan => {
      const rest = answered[from];
      return rest === undefined ? made : { question: rest.question, next: new Map([[rest.answer, leaf(from + 1)]]) };
    };
    if (this.#root === undefined) {
      this.#root = leaf(0);
      return;
    }
    let at = this.#root as Node;
    for (const [index, { answer }] of answered.entries()) {
      const next = at.next.get(answer);
      if (next === undefined || isPlan(next)) {
        at.next.set(answer, leaf(index + 1));
        return;
      }
      at = next;
    }
  }
}

/** The plan of a shape for an input of it; nothing where the input answers something else. */
function refit(kept: Kept, input: Records, { givens }: Shape): Fitted | undefined {
  const { plan: made, changing, shapes } = kept;
  if (changing.length === 0)
    return { plan: made, records: shapes.length === 1 ? [input] : [input, ...kept.records.slice(1)], figures: kept.figures, kept };
  const { scopes } = made;
  const records = kept.records.slice();
  const figures = kept.figures.slice();
  records[0] = input;
  for (const { question, answer, place } of changing) {
    const { scope } = question;
    const own = records[scope] as Records;
    let now: Answer;
    if (question.ask === "read") {
      const figure = question.way.read?.(own as never);
      now = figure !== undefined;
      if (figure !== undefined) figures[place] = figure;
    } else if (question.ask === "test") {
      now = applies(question.way, scopes[scope] as ScopeShape, own, scope === 0 ? givens : (shapes[scope] as Shape).givens);
    } else if (question.ask === "alike") {
      now = isAlike(question.way, own, records[question.other] as Records);
    } else if (question.ask === "parts") {
      const opened = openParts(question, scopes, records);
      now = answerOfParts(opened.shapes.map(({ prefix }) => prefix));
      if (now !== answer) return undefined;
      for (const [entry, one] of opened.records.entries()) {
        if (shapeIn(question.part.inner, one) !== shapes[place + entry]) return undefined;
        records[place + entry] = one;
      }
    } else continue;
    if (now !== answer) return undefined;
  }
  return { plan: made, records, figures, kept };
}
