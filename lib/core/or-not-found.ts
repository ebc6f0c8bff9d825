import { notFound } from "next/navigation";
import { AppError } from "./errors.ts";

/** What a page reads, or the page that says there is no such thing where the read throws `not_found`. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
