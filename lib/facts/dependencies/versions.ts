import { satisfies, valid } from '@renovatebot/pep440'

/** A locked version fits the clauses of its manifest; true when it can't be told. */
export function fits(version: string, specifier: string): boolean {
  // A folder or a member of the workspace is no range.
  const isRange = /^(?:[<>=!]|~=)/.test(specifier) && !/[|^@:]|~(?!=)/.test(specifier)
  if (!isRange || specifier.length > 200 || !valid(version)) return true
  try {
    return satisfies(version, specifier, { prereleases: true })
  } catch {
    return true
  }
}

/** Clauses without order and spacing, to compare two writings of one range. */
export function sameClauses(a: string, b: string): boolean {
  return clauses(a) === clauses(b)
}

function clauses(specifier: string): string {
  return specifier.replace(/\s+/g, '').split(',').filter(Boolean).sort().join(',')
}
