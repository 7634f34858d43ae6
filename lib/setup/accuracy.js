import './node-version.js'
import { runEngineCommand } from './engine-command.js'

runEngineCommand('accuracy', process.argv.slice(2))
