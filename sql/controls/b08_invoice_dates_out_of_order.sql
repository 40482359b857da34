-- grain: invoice_id
-- control: B08
-- title: Invoice dates out of order
-- type: Q
-- severity: low
-- precedence: quality
-- needs: invoices.due_date|invoices.order_id
-- policy: longest_terms_days
-- Due before the invoice, invoiced before the order, or longer to pay than the longest terms. The due date is the
-- invoice's own: what was agreed later is no mistake of the invoice.
with orders as (
    select int_invoice_orders.invoice_id, max(int_orders.order_date) as order_date
    from int_invoice_orders
    inner join int_orders
        on int_invoice_orders.order_id = int_orders.order_id
    group by int_invoice_orders.invoice_id
),

invoices as (
    select
        known_invoices.invoice_id,
        concat_ws(
            ', ',
            if(
                due_date < invoice_date, concat('due ', due_date, ' before the invoice of ', invoice_date), null
            ),
            if(
                invoice_date < order_date, concat('invoiced ', invoice_date, ' before the order of ', order_date), null
            ),
            if(
                datediff(due_date, invoice_date) > :longest_terms_days,
                concat(datediff(due_date, invoice_date), ' days to pay'), null
            )
        ) as faults
    from known_invoices
    left join orders
        on known_invoices.invoice_id = orders.invoice_id
    where not terms.is_void(ledger_state)
)

select
    invoice_id,
    null as expected_amount,
    null as actual_amount,
    null as amount,
    faults as evidence
from invoices
where faults <> ''
