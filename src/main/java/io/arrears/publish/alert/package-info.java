/** Alerts: rules, the outbox, the channels. */
package io.arrears.publish.alert;
