import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { inProject, projectRoot } from './paths.js'

/**
 * @param {string[]} entries files and folders relative to the project; those that do not exist are part of the answer too
 * @param {(file: string) => boolean} [counts] whether a file inside a folder counts, by its path relative to the project
 * @returns {string} a hash over names and contents
 */
export function fingerprint(entries, counts = () => true) {
  const hash = createHash('sha256')
  for (const entry of entries) {
    for (const file of filesUnder(entry).filter((name) => name === entry || counts(name))) {
      const content = readFileSync(inProject(file))
      hash.update(`${file}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} entry
 * @returns {string[]}
 */
function filesUnder(entry) {
  const full = inProject(entry)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [entry]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => path.relative(projectRoot, path.join(item.parentPath, item.name)))
    .sort()
}
