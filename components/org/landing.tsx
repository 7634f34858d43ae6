import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { checkPath } from '@/components/ui/paths'
import { SignIn } from '@/components/ui/sign-in'
import { CATEGORIES, CHARACTERISTICS } from '@/lib/checks/rubric'

/** What somebody signed out sees. */
export function Landing({ tokenMode }: { readonly tokenMode: boolean }) {
  return (
    <div className="grid gap-12 py-8 sm:py-14">
      <div className="grid max-w-2xl gap-5">
        <h1 className="font-semibold text-3xl tracking-tight sm:text-4xl">
          Which of your Python repositories are ready for production?
        </h1>
        <p className="text-lg text-muted">
          Airworthy reads every repository of an organisation, judges it on 20 characteristics, and shows the file and
          line behind each verdict, why it matters and how to fix it. Twelve months of history say whether each team is
          getting better.
        </p>
        <SignIn returnTo="/orgs" tokenMode={tokenMode} />
        <p className="text-sm">
          <Link href="/connect" className="link">
            Connect an organisation of your own
          </Link>
          <span className="text-muted">: three ways in, what each can see, and the permissions it takes.</span>
        </p>
      </div>
      <section aria-labelledby="judged" className="grid gap-5">
        <h2 id="judged" className="font-semibold text-lg">
          What is judged
        </h2>
        <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
          {CATEGORIES.map(({ id, title }) => (
            <li key={id} className="border-t pt-3">
              <h3 className="font-medium">{title}</h3>
              <ul className="mt-1 text-sm">
                {CHARACTERISTICS.filter(({ category }) => category === id).map((characteristic) => (
                  <li key={characteristic.id}>
                    <Link
                      href={checkPath(characteristic.id)}
                      className="inline-block py-0.5 text-muted hover:text-ink hover:underline"
                    >
                      {characteristicName(characteristic.id)}
                    </Link>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
