import {
  answerOf,
  answerOfParts,
  type Answered,
  type Missing,
  openParts,
  plan,
  type Plan,
  type Question,
  type Records,
  type ScopeShape,
} from "./plan.js";
import type { Table } from "./rows.js";

/** A plan with the records of its scopes for one input. */
export interface Fitted {
  readonly plan: Plan;
  readonly records: readonly Records[];
}

/** A question that some planning asked, and where each answer leads: to the next question, or to a plan. */
interface Node {
  readonly question: Question;
  readonly next: Map<boolean | string, Node | Plan>;
}

const isPlan = (at: Node | Plan): at is Plan => "steps" in at;

/**
 * Plans that were made, found again by what an input has. A plan depends only on the answers to the questions that its planner asked, so a tree
 * of these questions cannot forget a part of what makes two inputs alike.
 */
export class PlanCache {
  #root: Node | Plan | undefined;

  constructor(
    readonly table: Table,
    readonly goals: readonly string[],
    readonly beside: readonly string[] = [],
  ) {}

  /** The plan for an input, made where none fits; or the goal that cannot be had. */
  fit(input: Records): Fitted | Missing {
    const records: Records[] = [input];
    let shapes: readonly ScopeShape[] = [{ outer: -1, part: undefined, field: "", prefix: "", table: this.table }];
    let at = this.#root;
    while (at !== undefined) {
      if (isPlan(at)) return { plan: at, records };
      const { question, next }: Node = at;
      if (question.ask === "parts") {
        const opened = openParts(question, shapes, records);
        if (opened.shapes.length > 0) {
          shapes = [...shapes, ...opened.shapes];
          records.push(...opened.records);
        }
        at = next.get(answerOfParts(opened.shapes.map(({ prefix }) => prefix)));
      } else at = next.get(answerOf(question, shapes, records));
    }
    const planned = plan(this.table, input, this.goals, this.beside);
    if ("missing" in planned) return planned;
    this.#keep(planned.answered, planned.plan);
    return planned;
  }

  #keep(answered: readonly Answered[], made: Plan): void {
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
