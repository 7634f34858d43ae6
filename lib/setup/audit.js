import './node-version.js'
import { runEngineCommand } from './engine-command.js'

runEngineCommand('cli', ['audit', ...process.argv.slice(2)])
