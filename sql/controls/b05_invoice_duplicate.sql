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
        invoice_id,
        invoice_date,
        customer_id,
        order_id,
        if(order_id is null, invoice_id, null) as without_order,
        currency,
        face_amount,
        order_net_amount
    from int_invoices
    where not is_void
),

beside_order as (
    select
        *,
        max(invoice_id) over previous as of_order,
        max(face_amount) over previous as of_order_amount,
        count(*) over whole as parts,
        sum(face_amount) over whole as billed_amount
    from invoices
    window previous as (
        partition by order_id, without_order, currency
        order by face_amount, invoice_date, invoice_id
        rows between 1 preceding and 1 preceding
    ), whole as (
        partition by order_id, without_order, currency
        order by face_amount, invoice_date, invoice_id
        rows between unbounded preceding and unbounded following
    )
),

-- The amount comes first: it separates rows sooner than ids that begin alike.
compared as (
    select
        invoice_id,
        invoice_date,
        face_amount,
        if(of_order_amount = face_amount, of_order, null) as of_order,
        max(invoice_id) over previous as of_customer,
        max(invoice_date) over previous as of_customer_date
    from beside_order
    where face_amount > :tolerance
        and not coalesce(parts > 1 and billed_amount - order_net_amount <= :tolerance, false)
    window previous as (
        partition by face_amount, currency, customer_id, if(customer_id is null, invoice_id, null)
        order by invoice_date, invoice_id
        rows between 1 preceding and 1 preceding
    )
)

select
    invoice_id,
    0.00 as expected_amount,
    face_amount as actual_amount,
    face_amount as amount,
    concat('repeats invoice ', coalesce(of_order, of_customer)) as evidence
from compared
where of_order is not null
    or datediff(invoice_date, of_customer_date) <= :duplicate_invoice_days
