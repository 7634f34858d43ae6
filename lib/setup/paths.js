import { chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** @param {...string} parts */
export const inProject = (...parts) => path.join(projectRoot, ...parts)

/** @returns {string} the folder that holds this machine's state, whether it exists or not */
export function stateFolder() {
  const chosen = process.env.AIRWORTHY_HOME
  return chosen ? path.resolve(chosen) : inProject('.airworthy')
}

/** @param {string} folder */
export function createStateFolder(folder) {
  mkdirSync(folder, { recursive: true })
  // Postgres refuses to run as root, so the other account that it runs as must be able to pass through.
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
  return folder
}
