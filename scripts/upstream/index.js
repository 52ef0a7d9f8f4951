import boaviztaFootprints from "./boavizta-footprints.js";
import digital4betterCloud from "./digital4better-cloud.js";
import ecologitsElectricity from "./ecologits-electricity.js";
import ecologitsModels from "./ecologits-models.js";
import egrid from "./egrid.js";
import electricityMaps from "./electricity-maps.js";
import emberOwid from "./ember-owid.js";
import epochHardware from "./epoch-hardware.js";
import googleRegionCarbon from "./google-region-carbon.js";
import huggingFaceConfig from "./hugging-face-config.js";
import litellm from "./litellm.js";
import modelsDev from "./models-dev.js";
import recipes from "./recipes.js";

/** Readers of newer files of upstream data sets, by the name that the command line takes. */
export const upstreams = {
  "boavizta-footprints": boaviztaFootprints,
  "digital4better-cloud": digital4betterCloud,
  "ecologits-electricity": ecologitsElectricity,
  "ecologits-models": ecologitsModels,
  egrid,
  "electricity-maps": electricityMaps,
  "ember-owid": emberOwid,
  "epoch-hardware": epochHardware,
  "google-region-carbon": googleRegionCarbon,
  "hugging-face-config": huggingFaceConfig,
  litellm,
  "models-dev": modelsDev,
  recipes,
};
