import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

/**
 * Takes the files of settings that Next copies into a build out of it: they would keep secrets that are replaced since,
 * and bring back what was deleted from the project's own.
 * @param {string} folder a build; it need not exist
 */
export function removeSettings(folder) {
  if (!existsSync(folder)) return
  const files = readdirSync(folder).filter((name) => /^\.env($|\.)/.test(name))
  for (const file of files) rmSync(path.join(folder, file), { recursive: true, force: true })
}

/**
 * The environment of the web server of a build, which reads no file of settings besides.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function webEnvironment(env) {
  return { ...env, __NEXT_PROCESSED_ENV: 'true' }
}
