import type { signIn as english } from '../en/sign-in'

export const signIn: Record<keyof typeof english, string> = {
  'signIn.title': 'Bei Maestro anmelden',
  'signIn.lead': 'Raumsysteme, Lizenzen und Konfiguration an einem Ort.',
  'signIn.email': 'E-Mail',
  'signIn.password': 'Passwort',
  'signIn.showPassword': 'Passwort anzeigen',
  'signIn.hidePassword': 'Passwort verbergen',
  'signIn.submit': 'Anmelden',
  'signIn.wrong': 'E-Mail und Passwort passen nicht zusammen. Prüfen Sie beides und versuchen Sie es erneut.',
  'signIn.throttled': 'Zu viele Versuche. Warten Sie {seconds} {seconds|Sekunde|Sekunden} und versuchen Sie es erneut.',
  'signIn.badEmail': 'Geben Sie eine vollständige E-Mail-Adresse ein, etwa name@example.com.',
  'signIn.noOrganization':
    'Ihr Konto gehört noch zu keiner Organisation. Fragen Sie die Person, die Sie eingeladen hat.',
}
