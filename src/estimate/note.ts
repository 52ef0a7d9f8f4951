/** Something to know about an estimate. */
export interface Note {
  readonly code:
    /** What the estimate covers and leaves out. */
    | "boundary"
    /** Inputs that came from records because the caller gave none. */
    | "defaults-used"
    /** Given numbers without a range count as exact. */
    | "exact-inputs"
    /** What was predicted because nothing that was given tells it. */
    | "predicted"
    /** What the carbon intensity stands on. */
    | "grid"
    /** Which embodied method was used. */
    | "embodied-method"
    /** How much of the service life of the hardware stands idle, and who answers for it. */
    | "embodied-allocation"
    /** A part could not be computed and is missing, not zero. */
    | "missing-part"
    /** The stated parameter count differs from the dimensions. */
    | "stated-parameters"
    /** What the record of a model says of it. */
    | "model"
    /** The size of the model is somebody's estimate. */
    | "estimated-model"
    /** A magnitude far outside what models are trained with: a slip of units is likely. */
    | "magnitude";
  readonly message: string;
}
