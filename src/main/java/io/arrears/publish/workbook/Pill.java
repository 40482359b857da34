package io.arrears.publish.workbook;

/** A field as a sheet uses it: as it is, added up, by month, or as its own formula adds it up. */
record Pill(Source source, Field field, Use use) {

    enum Use {
        AS_IS("None", "none"),
        SUM("Sum", "sum"),
        MIN("Min", "min"),
        MONTH("Month-Trunc", "tmn"),
        OWN("User", "usr");

        private final String derivation;
        private final String prefix;

        Use(String derivation, String prefix) {
            this.derivation = derivation;
            this.prefix = prefix;
        }
    }

    /** Refused where it would add up what must not be. */
    Pill {
        boolean adds = use == Use.SUM;
        if (adds && (!field.isMeasure() || field.isAggregate())) {
            throw new IllegalArgumentException(
                    field.name() + " of " + source.mart().sqlName() + " cannot be added up");
        }
    }

    private String type() {
        return switch (use) {
            case SUM, MIN, OWN, MONTH -> "quantitative";
            case AS_IS -> field.type();
        };
    }

    /** {@code [sum:outstanding_amount:qk]}. */
    String instance() {
        return "[" + use.prefix + ":" + field.name() + ":"
                + (type().equals("quantitative") ? "qk" : type().equals("ordinal") ? "ok" : "nk") + "]";
    }

    /** {@code [federated.mart_invoice_risk].[sum:outstanding_amount:qk]}. */
    String reference() {
        return "[" + source.name() + "]." + instance();
    }

    Xml column() {
        return Xml.of(
                "column-instance",
                "column",
                "[" + field.name() + "]",
                "derivation",
                use.derivation,
                "name",
                instance(),
                "pivot",
                "key",
                "type",
                type());
    }
}
