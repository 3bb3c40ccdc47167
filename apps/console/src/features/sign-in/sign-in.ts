import { problemFrom, unreachable } from '@/api/problem'

/** Signs in with better-auth; the session comes back as an HttpOnly cookie. Throws a Problem. */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  const response = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  }).catch(() => {
    throw unreachable()
  })
  if (!response.ok) throw await problemFrom(response)
}

export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined)
  window.location.assign('/sign-in')
}

/** Only a path of this console may follow a sign-in: an address from outside would be an open redirect. */
export function safeReturnPath(wanted: string | null | undefined): string {
  return wanted?.startsWith('/') && !wanted.startsWith('//') && !wanted.includes('\\') ? wanted : '/'
}
