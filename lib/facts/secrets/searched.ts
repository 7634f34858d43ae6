const MAX_BYTES = 1024 * 1024

/** A file, by path and bytes, in which credentials of known forms are looked for; its role may still speak against it. */
export function isSearched(path: string, size: number): boolean {
  if (size > MAX_BYTES) return false
  return (
    !/(?:^|\/)(?:(?:tests?|fixtures|testdata|examples?|docs?)\/|fixtures?\.(?:json|ya?ml)$)/i.test(path) &&
    !/\.(?:lock|svg|css|map|min\.js|ipynb)$/i.test(path)
  )
}
