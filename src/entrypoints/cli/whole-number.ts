/** Parses options that are whole numbers. */
import { InvalidArgumentError } from 'commander'

/** @returns a parser for an option that takes a whole number in this range */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (/^\d{1,15}$/.test(text) && number >= min && number <= max) return number
    throw new InvalidArgumentError(`Must be a whole number from ${min} to ${max}.`)
  }
}
