import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageMain } from '@/components/ui/page-main'
import { SignIn } from '@/components/ui/sign-in'
import { returnPath, signInProblem } from '@/components/ui/sign-in-address'
import { SiteHeader } from '@/components/ui/site-header'
import { getViewer, isTokenMode } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'Sign in' }

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function SignInPage({ searchParams }: Props) {
  const { from, callbackUrl, error } = await searchParams
  const returnTo = returnPath(from ?? callbackUrl)
  const problem = signInProblem(error)
  if (!problem && (await getViewer())) redirect(returnTo)
  return (
    <>
      <SiteHeader />
      <PageMain>
        <div className="mx-auto grid max-w-md gap-5 py-10">
          <h1 className="font-semibold text-2xl tracking-tight">Sign in to Airworthy</h1>
          {problem && (
            <p role="alert" className="rounded-md bg-fail-soft px-3 py-2 text-fail text-sm">
              {problem}
            </p>
          )}
          <SignIn returnTo={returnTo} tokenMode={isTokenMode()} />
        </div>
      </PageMain>
    </>
  )
}
