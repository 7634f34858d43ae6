import { compileOnce } from '@/lib/audit/compile-once'
import { runBundled } from '@/lib/audit/run-bundled'

compileOnce()
runBundled(new URL('./cli-code.cjs', import.meta.url))
