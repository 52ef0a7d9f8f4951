/** Exact by definition of the pound (kg), and with it grams per kWh of one pound per MWh. */
const GRAMS_PER_KWH = 0.45359237;

/** Our names of the fuels in `fuelMix`. */
const FUELS = {
  coal: "coal",
  oil: "oil",
  gas: "gas",
  nuclear: "nuclear",
  hydro: "hydro",
  biomass: "biomass",
  wind: "wind-onshore",
  solar: "solar-utility",
  geothermal: "geothermal",
  otherFossilFuel: "other-fossil",
  otherUnknownFuel: "other-unknown",
};

const FILE = "app/data/subregion.json";

/** The number at a property of a subregion, or an error that names both. */
function numberAt(key, name, value, low, high) {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new Error(`${key}: ${name} is not a number: is the file older than eGRID2022, or truncated?`);
  if (value < low || value > high) throw new Error(`${key}: ${name} = ${value} is outside ${low} to ${high}`);
  return value;
}

/** Subregions of the United States: total output rates of eGRID, as the web page of EPA's Power Profiler reads them. */
export default {
  table: "data/grids.json",
  describes: "eGRID subregions and the United States: direct emissions, mix and losses (EPA, Power Profiler)",
  url: "https://raw.githubusercontent.com/USEPA/power-profiler/main/app/data/subregion.json",
  read(text, current) {
    const features = JSON.parse(text).features;
    if (!Array.isArray(features)) throw new Error(`"features" is missing: this is not ${FILE}`);
    // The outlines of the states are in the same file.
    const areas = features.map(({ properties }) => properties).filter(({ type }) => type === "subregion" || type === "national");
    const own = Object.keys(current).filter((id) => current[id].source === "epa-egrid" && id.startsWith("egrid-"));
    if (areas.length < own.length * 0.9)
      throw new Error(`"features": ${areas.length} subregions, and our table has ${own.length}: is the file truncated?`);
    return Object.fromEntries(areas.map((area) => readArea(area, current)));
  },
};

function readArea({ name: key, type, fullName, dataYear, emissionFactor, fuelMix, gridLoss }, current) {
  const id = type === "national" ? "egrid-us" : `egrid-${key.toLowerCase()}`;
  const year = numberAt(key, "dataYear", dataYear, 1990, 2100);
  const rate = emissionFactor?.co2eEmissionRate;
  const pounds = numberAt(key, "emissionFactor.co2eEmissionRate.value", rate?.value, 0, 3000);
  if (rate.units !== "lb/MWh") throw new Error(`${key}: emissionFactor.co2eEmissionRate.units is "${rate.units}" and not "lb/MWh"`);
  const carbonDioxide = numberAt(key, "emissionFactor.co2EmissionRate.value", emissionFactor.co2EmissionRate?.value, 0, 3000);
  if (carbonDioxide > pounds)
    throw new Error(`${key}: emissionFactor.co2EmissionRate ${carbonDioxide} is above co2eEmissionRate ${pounds}`);
  const shares = Object.entries(FUELS).map(([fuel, ours]) => [ours, numberAt(key, `fuelMix.${fuel}`, fuelMix?.[fuel], 0, 100) / 100]);
  const sum = shares.reduce((total, [, share]) => total + share, 0);
  // Shares are printed with one decimal of a percent.
  if (Math.abs(sum - 1) > 0.01) throw new Error(`${key}: fuelMix adds up to ${(sum * 100).toFixed(1)} %`);
  const loss = numberAt(key, "gridLoss.value", gridLoss?.value, 0, 0.3);

  const before = current[id] ?? newArea(id, key, fullName);
  const newest = Math.max(...Object.keys(before.intensityGramsPerKwh).map(Number));
  const after = {
    ...before,
    intensityGramsPerKwh: { ...before.intensityGramsPerKwh, [year]: Math.round(pounds * GRAMS_PER_KWH * 100) / 100 },
  };
  // The mix and the losses are those of the newest year.
  if (year >= newest) {
    after.generationShares = Object.fromEntries(
      shares.filter(([, share]) => share > 0).map(([fuel, share]) => [fuel, Number(share.toFixed(4))]),
    );
    after.lossFraction = { value: loss, source: "epa-egrid", at: `${FILE}, ${key}, gridLoss, ${year}`, basis: "published" };
  }
  return [id, after];
}

/** A subregion that our table lacks. */
function newArea(id, key, fullName) {
  return {
    name: `${fullName} (eGRID ${key})`,
    aliases: [key, fullName],
    level: id === "egrid-us" ? "country" : "grid-region",
    country: "US",
    basis: "direct",
    boundary: "production",
    gases: "co2e",
    source: "epa-egrid",
    at: `${FILE}, ${key}, co2eEmissionRate, by dataYear; lb/MWh x ${GRAMS_PER_KWH}`,
    figureBasis: "measured",
    intensityGramsPerKwh: {},
    note: "Emissions at the stack of the plants in the subregion, without upstream methane; trade across its border is not counted.",
  };
}
