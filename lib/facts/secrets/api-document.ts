const FOLDER = /(?:^|\/)(?:swagger|openapi|open_api|apispec|flasgger|api[-_]?(?:docs?|specs?))[\w-]*\//i
const HEADER = /^[ \t]{0,4}["']?(?:swagger|openapi|asyncapi)["']?[ \t]*:[ \t]*["']?\d/m
/** One operation in a file of its own, as flasgger and connexion take them. */
const OPERATION = /^["']?responses["']?:/m
const BESIDE = /^["']?(?:parameters|requestBody|tags|summary|description|consumes|produces|operationId)["']?:/m

/** A description of an API: passwords in it are examples of what a client sends. */
export function isApiDocument(path: string, text: string): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(path)) return false
  const head = text.slice(0, 200_000)
  return FOLDER.test(path) || HEADER.test(head.slice(0, 5000)) || (OPERATION.test(head) && BESIDE.test(head))
}
