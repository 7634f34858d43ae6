import type { Verdict } from '@/lib/checks/rubric'

/** What each verdict says, and what it does to the score. */
export const VERDICT_MEANINGS: Readonly<Record<Verdict, { readonly meaning: string; readonly inScore: string }>> = {
  pass: { meaning: 'The bar is met, and the evidence shows it.', inScore: 'Full weight' },
  partial: { meaning: 'Real evidence, but short of the bar.', inScore: 'Half weight' },
  fail: { meaning: 'It applies, and there is no evidence, or evidence against it.', inScore: 'Nothing' },
  not_applicable: {
    meaning: 'The question makes no sense for this kind of repository.',
    inScore: 'Left out',
  },
  unknown: {
    meaning: 'It could not be looked at: a file was unreadable, a limit was hit, or the check itself failed.',
    inScore: 'Left out, and coverage is lower',
  },
}
