package io.arrears.desk.run;

/**
 * A run that was started at the desk, for the page.
 *
 * @param day the as-of day of the run
 * @param state running, done or failed
 * @param stage the newest that has begun, null before the first
 * @param position of that stage, from 1; 0 before the first
 * @param stages of the whole run; 0 before the first has begun
 * @param line what the run wrote last
 * @param seconds since it began, or that it took
 * @param exitCode null while it runs
 * @param why a failed run failed, in the words of the exit code; else null
 * @param error the sentence of a failed run; null where it left none
 */
public record RunState(
        String day,
        String state,
        String stage,
        int position,
        int stages,
        String line,
        long seconds,
        Integer exitCode,
        String why,
        String error) {}
