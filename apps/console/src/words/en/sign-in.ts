export const signIn = {
  'signIn.title': 'Sign in to Maestro',
  'signIn.lead': 'Room systems, licences and configuration in one place.',
  'signIn.email': 'E-mail',
  'signIn.password': 'Password',
  'signIn.showPassword': 'Show password',
  'signIn.hidePassword': 'Hide password',
  'signIn.submit': 'Sign in',
  'signIn.wrong': 'E-mail and password do not match. Check both and try again.',
  'signIn.throttled': 'Too many tries. Wait {seconds} {seconds|second|seconds}, then try again.',
  'signIn.badEmail': 'Type a whole e-mail address, such as name@example.com.',
  'signIn.noOrganization': 'Your account belongs to no organization yet. Ask the person who invited you.',
} as const
