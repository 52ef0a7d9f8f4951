/** Reads a newer file of an upstream data set into records of one of our tables. */
export interface Upstream {
  readonly table: string;
  readonly describes: string;
  readonly url: string;
  /** Whether it is compared alone: nothing of it is written. */
  readonly isSecondOpinion?: boolean;
  /** Fields whose change is no difference. */
  readonly unprinted?: readonly string[];
  readonly read: (text: string, current: Readonly<Record<string, object>>, file?: string) => Record<string, object>;
}

export declare const upstreams: Readonly<
  Record<
    | "boavizta-footprints"
    | "digital4better-cloud"
    | "ecologits-electricity"
    | "ecologits-models"
    | "egrid"
    | "electricity-maps"
    | "ember-owid"
    | "epoch-hardware"
    | "google-region-carbon"
    | "hugging-face-config"
    | "litellm"
    | "models-dev"
    | "recipes",
    Upstream
  >
>;
