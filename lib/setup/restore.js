import './node-version.js'
import path from 'node:path'
import { SetupFailure } from './failure.js'
import { stateFolder } from './paths.js'
import { loadEnvironmentFile } from './settings.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { readArchive } from './state-archive.js'

const usage = `npm run restore -- FILE

Puts a file of npm run backup into a state folder (AIRWORTHY_HOME, else .airworthy) that has no database yet.`

stopOnSignals(() => 130)
runCommand(async () => {
  loadEnvironmentFile()
  const [file, ...others] = process.argv.slice(2)
  if (!file || file.startsWith('-') || others.length > 0) throw new SetupFailure(usage, 2)
  await readArchive(stateFolder(), path.resolve(process.env.INIT_CWD ?? process.cwd(), file))
  console.log('Restored. npm start goes on from it.')
  await shutdown(0)
})
