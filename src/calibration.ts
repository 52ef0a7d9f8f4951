/**
 * Solves for one parameter of an estimate so that it meets a reference.
 *
 * @module
 */
export {
  calibrate,
  type Calibration,
  type CalibrationInput,
  type CalibrationParameter,
  type CalibrationReference,
} from "./calibration/calibrate.js";
