import { relative } from 'node:path'
import { db } from '@/lib/data/db'
import { resealTexts } from '@/lib/data/sealed-texts'
import { AppError } from '@/lib/errors'

const COMMAND = '--command='

/* What `npm run rotate-key` runs, and in a container a person: prints how many texts the key of today opens now, and answers 1 while others are left. */
try {
  const forget = process.argv.includes('--forget')
  const { resealed, unreadable } = await resealTexts(forget)
  process.stdout.write(`Encrypted by the key of today: ${resealed} sign-ins and addresses of messages.\n`)
  if (unreadable > 0) {
    process.stdout.write(
      forget
        ? `Forgotten, because no key opens them: ${unreadable}.\n`
        : `Neither key opens ${unreadable} of them. Set the key of before as AIRWORTHY_PREVIOUS_KEY and try again; if it is lost, ${command()} --forget removes them.\n`,
    )
    if (!forget) process.exitCode = 1
  }
} catch (error) {
  const reason = error instanceof AppError ? error.message : `The database could not be asked: ${String(error)}`
  process.stderr.write(`${reason}\n`)
  process.exitCode = 1
} finally {
  await db()
    .$disconnect()
    .catch(() => undefined)
}

/** How whoever reads this began it. */
function command(): string {
  const told = process.argv.find((each) => each.startsWith(COMMAND))
  return told?.slice(COMMAND.length) ?? `node ${relative(process.cwd(), process.argv[1] ?? '')}`
}
