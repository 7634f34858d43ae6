import { optimiseLate } from './compile-once'
import { runBundled } from './run-bundled'

optimiseLate()
runBundled(new URL('./audit-thread-code.cjs', import.meta.url))
