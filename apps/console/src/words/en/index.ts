import { frame } from './frame'
import { signIn } from './sign-in'
import { ui } from './ui'

export const english = { ...frame, ...ui, ...signIn } as const
export type English = typeof english
export type WordKey = keyof English
