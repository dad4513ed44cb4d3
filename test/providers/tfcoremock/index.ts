/** A module as HOLDFAST_PROVIDERS names them; `npm run build:test-providers` makes dist/test-providers/tfcoremock.js of it. */
export { tfcoremock as provider } from './provider';
