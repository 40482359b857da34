-- grain: payment_id, invoice_id
-- control: C06
-- title: Unapplied cash
-- type: Q
-- severity: medium
-- precedence: quality
-- needs: payments
-- policy: match_days, tolerance
-- Money received for an invoice that is unknown on this day; a prepayment until its invoice is there. Where it pays a capture, a
-- failed attempt, an unbilled order or an open invoice, the finding is about both, and theirs is not listed. Money in another
-- currency than its invoice's names it with its own: "I1 in USD".
with invoices as (
    select invoice_id, currency
    from int_invoices
)

select
    int_unapplied_cash.payment_id,
    int_unapplied_cash.invoice_id,
    met_invoice_id,
    met_order_id,
    int_unapplied_cash.customer_id,
    int_unapplied_cash.currency,
    0.00 as expected_amount,
    amount as actual_amount,
    amount,
    concat_ws(
        '; ',
        concat(
            'paid ', payment_date,
            coalesce(
                concat(
                    ' in ', int_unapplied_cash.currency, ' for invoice ', invoices.invoice_id, ', which is in ', invoices.currency
                ),
                concat(' for ', coalesce(concat('unknown invoice ', int_unapplied_cash.invoice_id), 'no invoice'))
            )
        ),
        concat('pays ', met_name, coalesce(concat(' of invoice ', if(met_type = 'invoice', null, met_invoice_id)), ''),
            ', ', met_days, ' days apart'),
        doubt
    ) as evidence
from int_unapplied_cash
left join invoices
    on if(
        int_unapplied_cash.invoice_id like concat('_% in ', int_unapplied_cash.currency),
        left(
            int_unapplied_cash.invoice_id,
            length(int_unapplied_cash.invoice_id) - length(concat(' in ', int_unapplied_cash.currency))
        ), null
    ) = invoices.invoice_id
    and int_unapplied_cash.currency <> invoices.currency
