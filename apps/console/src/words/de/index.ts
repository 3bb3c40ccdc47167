import type { WordKey } from '../en'
import { frame } from './frame'
import { signIn } from './sign-in'
import { ui } from './ui'

export const german: Record<WordKey, string> = { ...frame, ...ui, ...signIn }
