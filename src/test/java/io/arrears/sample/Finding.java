package io.arrears.sample;

/**
 * What a control must find: the entity in the grain of the control, and the invoice and order it belongs to, 0 = none.
 */
record Finding(String control, String entityType, String entity, long invoice, long order) {

    Finding(String control, String entityType, long entity, long invoice, long order) {
        this(control, entityType, Long.toString(entity), invoice, order);
    }
}
