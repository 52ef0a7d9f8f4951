// A device drafts, a server verifies: against the server alone, and where it begins to pay.

// #region hybrid
import { estimateInference } from "llm-footprint";
import { estimateHybrid, type HybridInput } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const accelerator = accelerators["h100-sxm-80gb"];
const input: HybridInput = {
  cloud: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, batch: 32, ...place },
  device: { kind: "laptop" },
  draftModel: models["llama-3.1-8b"],
  draftedTokens: 4,
  acceptance: 0.7,
  network: { kind: "5g" },
  inputTokens: 300,
  outputTokens: 300,
};
const answer = estimateHybrid(input);
for (const [name, way] of Object.entries({ hybrid: answer, "cloud only": answer.cloudOnly, "device only": answer.deviceOnly })) {
  console.log(
    `${name}: ${way.joulesPerToken.value.toFixed(2)} J/token (${way.joulesPerToken.low.toFixed(2)} to ${way.joulesPerToken.high.toFixed(2)}), ` +
      `${(way.operationalGramsCo2e * 1000).toFixed(0)} mg operational, ${(way.embodiedGramsCo2e * 1000).toFixed(0)} mg embodied, ` +
      `${(way.timePerOutputTokenSeconds.value * 1000).toFixed(0)} ms per token`,
  );
}
const { acceptance, batch } = answer.breakEven;
console.log(`pays above an acceptance of ${acceptance?.toFixed(2) ?? "none"}, or below a batch of ${batch?.toFixed(0) ?? "none"}`);
// #endregion hybrid

// #region batches
for (const sequences of [1, 8, 32, 128]) {
  const at = estimateHybrid({ ...input, cloud: { ...input.cloud, batch: sequences } });
  const needed = at.breakEven.acceptance;
  console.log(
    `batch ${sequences}: ${at.ratioToCloud.value.toFixed(2)} times the energy of the cloud alone, ` +
      (needed === null ? "no acceptance is enough" : `pays above an acceptance of ${needed.toFixed(2)}`),
  );
}
// #endregion batches

// #region distributions
// Exact sampling sends what the draft model thought of every word.
const exact = estimateHybrid({ ...input, network: { kind: "5g", sendsDistributions: true } });
const network = (estimate: typeof exact): number => (estimate.phases.find(({ name }) => name === "network")?.energyKwh ?? 0) * 3.6e6;
console.log(`network: ${network(answer).toFixed(1)} J an answer, with distributions ${network(exact).toFixed(0)} J`);
// #endregion distributions

// #region server
// The same inside one server: no network, no device.
const request = { model: models["llama-3.1-8b"], accelerator, inputTokens: 300, outputTokens: 300, ...place };
for (const sequences of [1, 8, 32, 128]) {
  const plain = estimateInference({ ...request, batch: sequences });
  const drafted = estimateInference({ ...request, batch: sequences, speculation: { draftModel: models["llama-3.2-1b"], acceptance: 0.7 } });
  console.log(
    `batch ${sequences}: ${(drafted.energyKwh / plain.energyKwh).toFixed(2)} times the energy, ` +
      `${(plain.timePerOutputTokenSeconds / drafted.timePerOutputTokenSeconds).toFixed(2)} times the speed`,
  );
}
// #endregion server
