/** Below which all addresses of the API are. */
export const API_ROOT = '/api/v1'
