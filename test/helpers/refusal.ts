import { type FootprintError, isFootprintError } from "llm-footprint";

/** The error with which the library refuses something; anything else that is thrown stays what it is. */
export function refusal(
  action: () => unknown,
): Pick<FootprintError, "code" | "message" | "details"> & { readonly field: string | undefined } {
  let result: unknown;
  try {
    result = action();
  } catch (error) {
    if (!isFootprintError(error)) throw error;
    const { code, message, details } = error;
    return { code, message, details, field: details.field };
  }
  throw new Error(`not refused: ${String(result)}`);
}
