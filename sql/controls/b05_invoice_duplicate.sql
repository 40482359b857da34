-- grain: invoice_id
-- control: B05
-- title: Duplicate invoice
-- type: Q
-- severity: high
-- precedence: quality
-- needs: invoices.order_id|invoices.customer_id
-- policy: tolerance, duplicate_invoice_days
-- Same order and amount, or same customer and amount within a few days: every invoice but the first.
-- Equal parts that together bill no more than the order's net are instalments, not duplicates.
with

invoices as (
    select
        int_invoices.invoice_id,
        int_invoices.invoice_date,
        int_invoices.currency,
        int_invoices.face_amount,
        coalesce(
            concat('order ', int_invoices.order_id), concat('invoice ', int_invoices.invoice_id)
        ) as same_order,
        coalesce(
            concat('customer ', int_invoices.customer_id), concat('invoice ', int_invoices.invoice_id)
        ) as same_customer
    from int_invoices
    left join int_orders
        on int_invoices.order_id = int_orders.order_id
    where not int_invoices.is_void
        and int_invoices.face_amount > :tolerance
        and not coalesce(
            int_orders.invoices_count > 1
                and int_orders.billed_amount - int_orders.net_amount <= :tolerance,
            false
        )
),

compared as (
    select
        invoice_id,
        invoice_date,
        face_amount,
        min(struct(invoice_date, invoice_id)) over (
            partition by same_order, currency, face_amount
            order by invoice_date, invoice_id
            rows between unbounded preceding and 1 preceding
        ).invoice_id as first_of_order,
        max(struct(invoice_date, invoice_id)) over (
            partition by same_customer, currency, face_amount
            order by invoice_date, invoice_id
            rows between 1 preceding and 1 preceding
        ) as previous_of_customer
    from invoices
)

select
    invoice_id,
    0.00 as expected_amount,
    face_amount as actual_amount,
    face_amount as amount,
    concat('repeats invoice ', coalesce(first_of_order, previous_of_customer.invoice_id)) as evidence
from compared
where first_of_order is not null
    or datediff(invoice_date, previous_of_customer.invoice_date) <= :duplicate_invoice_days
