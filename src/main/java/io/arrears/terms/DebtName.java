package io.arrears.terms;

import java.util.List;

/**
 * How a debt is called: by the number of its invoice, else by that of its order, said so. Two debts never have one
 * name.
 */
final class DebtName {

    private static final List<String> KINDS = List.of("order ", "attempt ", "invoice ");

    private DebtName() {}

    /**
     * The name; null where neither is known. An invoice whose number looks like a name of another kind says what it is.
     */
    static String of(String invoice, String order) {
        if (invoice == null) {
            return order == null ? null : "order " + order;
        }
        return KINDS.stream().anyMatch(invoice::startsWith) ? "invoice " + invoice : invoice;
    }
}
