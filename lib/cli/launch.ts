import { runBundled } from '@/lib/audit/run-bundled'

runBundled(new URL('./cli-code.cjs', import.meta.url))
