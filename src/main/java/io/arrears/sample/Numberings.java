package io.arrears.sample;

/** The keys of each table. */
record Numberings(Numbering orders, Numbering invoices, Numbering payments, Numbering returns, Numbering attempts) {

    static Numberings forInvoices(long invoices) {
        return new Numberings(
                new Numbering(invoices),
                new Numbering(invoices),
                new Numbering(invoices),
                new Numbering(invoices / 10),
                new Numbering(invoices * 2));
    }
}
