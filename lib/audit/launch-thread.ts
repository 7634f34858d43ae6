import { runBundled } from './run-bundled'

runBundled(new URL('./audit-thread-code.cjs', import.meta.url))
