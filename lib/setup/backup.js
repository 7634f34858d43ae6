import './node-version.js'
import path from 'node:path'
import { SetupFailure } from './failure.js'
import { stateFolder } from './paths.js'
import { loadEnvironmentFile } from './settings.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'
import { writeArchive } from './state-archive.js'

const usage = `npm run backup -- FILE

Writes the database that Airworthy brings itself, and its secrets, into one file. Airworthy must be stopped. Whoever has
the file can read all of it.`

stopOnSignals(() => 130)
runCommand(async () => {
  loadEnvironmentFile()
  const [file, ...others] = process.argv.slice(2)
  if (!file || file.startsWith('-') || others.length > 0) throw new SetupFailure(usage, 2)
  const target = path.resolve(process.env.INIT_CWD ?? process.cwd(), file)
  await writeArchive(stateFolder(), target)
  console.log(`Written to ${target}. Keep it where only you can read it: it holds the encryption key.`)
  await shutdown(0)
})
