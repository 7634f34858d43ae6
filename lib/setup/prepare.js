import { generate } from './generate.js'
import { install } from './install.js'
import { withLock } from './lock.js'
import { createStateFolder, inProject } from './paths.js'

/**
 * Makes the project ready and builds what the caller needs of it, while no other command of the same project does.
 * @template T
 * @param {import('./steps.js').Steps} steps
 * @param {() => Promise<T>} build
 * @param {{ client?: boolean }} [options] client: false leaves out the database client
 * @returns {Promise<T>}
 */
export function prepare(steps, build, { client = true } = {}) {
  const folder = createStateFolder(inProject('.airworthy'))
  const wait = () => steps.say('Waiting for another command that is building the same project…')
  return withLock(`${folder}/building.lock`, wait, async () => {
    await install(steps)
    if (client) await generate(steps)
    return build()
  })
}
