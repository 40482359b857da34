package io.arrears.sample;

/**
 * Gives out keys that grow with the date, as those of a real system do, although the company is generated customer by
 * customer: a block of numbers per day. Constant memory.
 */
final class Numbering {

    private static final int DAYS = Days.LAST - Days.FIRST + 1;
    private static final int SMALLEST_BLOCK = 1_000;
    /** A busy day has this many times the average. */
    private static final int PEAK = 40;

    private final long block;
    private final int[] used = new int[DAYS];

    Numbering(long expectedRows) {
        long needed = Math.max(SMALLEST_BLOCK, expectedRows / DAYS * PEAK);
        long power = SMALLEST_BLOCK;
        while (power < needed) {
            power *= 10;
        }
        block = power;
    }

    /** A key of this day that no row has. */
    long unused(int day) {
        return (day - Days.FIRST + 1) * block;
    }

    long next(int day) {
        int index = day - Days.FIRST;
        if (++used[index] >= block) {
            throw new IllegalStateException("more than " + block + " rows on one day of the sample company: expected "
                    + "fewer; ask for more invoices in all, or report the seed");
        }
        return (index + 1) * block + used[index];
    }
}
