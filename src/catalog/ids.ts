// Written by test/data/ids.test.ts from data/*.json: run `npm run generate` after a change of the data.

/** Id of a record of `data/accelerators.json`. */
export type AcceleratorId =
  "a100-sxm4-40gb" | "a100-sxm4-80gb" | "h100-sxm-80gb" | "h200-sxm-141gb" | "tpu-v3" | "tpu-v4" | "v100-sxm2-16gb" | "v100-sxm2-32gb";

/** Id of a record of `data/grids.json`. */
export type GridId =
  | "aus"
  | "bra"
  | "can"
  | "chn"
  | "deu"
  | "fin"
  | "fra"
  | "gbr"
  | "ind"
  | "irl"
  | "jpn"
  | "kor"
  | "nld"
  | "nor"
  | "pol"
  | "sgp"
  | "swe"
  | "twn"
  | "usa"
  | "world";

/** Id of a record of `data/models.json`. */
export type ModelId =
  | "bloom-176b"
  | "gpt-3-175b"
  | "llama-3.1-405b"
  | "llama-3.1-70b"
  | "llama-3.1-8b"
  | "llama-65b"
  | "mixtral-8x7b"
  | "qwen3-30b-a3b"
  | "switch-transformer-1.5t";

/** Id of a record of `data/servers.json`. */
export type ServerId = "eight-accelerator-host" | "tpu-host";

/** Id of a record of `data/sites.json`. */
export type SiteId =
  | "google-fleet-2024"
  | "google-georgia-2020"
  | "google-north-carolina-2020"
  | "google-taiwan-2019"
  | "industry-average-2025"
  | "microsoft-us-2020";

/** Id of a record of `data/sources.json`. */
export type SourceId =
  | "ademe-gpu-2026"
  | "ainslie-2023"
  | "besiroglu-2024"
  | "bigscience-2022"
  | "brown-2020"
  | "ccf-coefficients"
  | "chowdhery-2022"
  | "dai-2024"
  | "dong-2024"
  | "du-2021"
  | "ember-owid-2026"
  | "epoch-hardware"
  | "faiz-2024"
  | "falk-2025"
  | "google-efficiency"
  | "google-tpu-docs"
  | "grattafiori-2024"
  | "greengrid-2012"
  | "gupta-2022"
  | "hoffmann-2022"
  | "imec-netzero"
  | "jcgm-100"
  | "jiang-2024"
  | "jouppi-2021"
  | "jouppi-2023"
  | "kaplan-2020"
  | "korthikanti-2022"
  | "lacoste-2019"
  | "lepikhin-2020"
  | "llm-footprint"
  | "luccioni-2022"
  | "mlperf-training-v4.0"
  | "narayanan-2021"
  | "nvidia-a100-datasheet"
  | "nvidia-h100-datasheet"
  | "nvidia-h200-datasheet"
  | "nvidia-hgx-b200-pcf"
  | "nvidia-hgx-h100-pcf"
  | "nvidia-v100-datasheet"
  | "patterson-2021"
  | "qwen-2025"
  | "schneider-2025"
  | "shazeer-2017"
  | "shazeer-2020"
  | "touvron-2023a"
  | "uptime-2025"
  | "vaswani-2017"
  | "zhang-2019";
