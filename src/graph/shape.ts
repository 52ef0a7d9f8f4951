import type { Given } from "../core/figure.js";
import { type GivenSet, givensOf, type Records } from "./givens.js";
import {
  type Answer,
  type Answered,
  answerOfParts,
  applies,
  type Fitted,
  isAlike,
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
    const givens: GivenSet[] = [];
    const figures: Given[] = [];
    let shapes: readonly ScopeShape[] = [{ outer: -1, part: undefined, field: "", prefix: "", table: this.table }];
    let at = this.#root;
    while (at !== undefined) {
      if (isPlan(at)) return { plan: at, records, figures };
      const { question, next }: Node = at;
      const { scope } = question;
      const own = records[scope] as Records;
      if (question.ask === "read") {
        const figure = question.way.read?.(own as never);
        if (figure !== undefined) figures.push(figure);
        at = next.get(figure !== undefined);
      } else if (question.ask === "alike") {
        at = next.get(isAlike(question.way, own, records[question.other] as Records));
      } else if (question.ask === "test") {
        at = next.get(applies(question.way, shapes[scope] as ScopeShape, own, givens[scope] as GivenSet));
      } else if (question.ask === "givens") {
        const set = givensOf((shapes[scope] as ScopeShape).table, own);
        givens.push(set);
        at = next.get(set);
      } else if (question.ask === "parts") {
        const opened = openParts(question, shapes, records);
        if (opened.shapes.length > 0) {
          shapes = [...shapes, ...opened.shapes];
          records.push(...opened.records);
        }
        at = next.get(answerOfParts(opened.shapes.map(({ prefix }) => prefix)));
      }
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
