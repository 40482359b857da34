-- grain: invoice_id
-- control: B07
-- title: Invoice of an unknown order or customer
-- type: Q
-- severity: high
-- precedence: quality
-- needs: invoices.order_id|invoice_lines.order_id|invoices.customer_id, orders|customers
-- policy: none
-- The order may be named by the invoice or by its lines; the finding is about the lines that name none that is known. An
-- invoice that names neither is no orphan. Where a source has no orders (or customers) at all, none is missing.
with strays as (
    select invoice_id, gross_amount, named_order_id
    from int_invoice_orders
    where order_id is null
        and named_order_id is not null
        and (select count(*) from int_orders) > 0
),

invoices as (
    select
        int_invoices.invoice_id,
        int_invoices.face_amount,
        int_invoices.customer_id,
        strays.gross_amount as stray_amount,
        strays.named_order_id,
        int_invoices.customer_id is not null and known_customers.customer_id is null
            and (select count(*) from known_customers) > 0 as is_customer_unknown
    from int_invoices
    left join strays
        on int_invoices.invoice_id = strays.invoice_id
    left join known_customers
        on int_invoices.customer_id = known_customers.customer_id
    where not int_invoices.is_void
)

select
    invoice_id,
    0.00 as expected_amount,
    if(is_customer_unknown, face_amount, stray_amount) as actual_amount,
    if(is_customer_unknown, face_amount, stray_amount) as amount,
    concat_ws(
        ', ',
        if(named_order_id is not null, concat('no order ', named_order_id), null),
        if(is_customer_unknown, concat('no customer ', customer_id), null)
    ) as evidence
from invoices
where named_order_id is not null
    or is_customer_unknown
