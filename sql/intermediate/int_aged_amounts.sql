-- grain: invoice_id, ageing_detail
-- kind: view
-- What is open on each invoice by its age, and credit balances: of an invoice in parts, a row for each age in which a part is
-- open. is_own_bucket: that of the invoice, which is that of its oldest part not settled; count invoices there alone.
with int_invoices as (
    select
        invoice_id, currency, region, segment, ageing_bucket, ageing_sort, ageing_detail, is_open, open_amount, charges_amount,
        outstanding_amount, overpaid_amount, is_in_parts, new_due_date
    from int_invoices
    where outstanding_amount > 0 or overpaid_amount > 0
),

parts as (
    select
        int_invoices.*, later_amount, rest_amount,
        datediff(:as_of, greatest(int_instalments.due_date, int_invoices.new_due_date)) as part_days
    from int_invoices
    inner join int_instalments on int_invoices.invoice_id = int_instalments.invoice_id
    where is_in_parts and outstanding_amount > 0
),

-- What is open up to a part less what is open before it.
opened as (
    select
        *,
        terms.open_up_to(open_amount, charges_amount, later_amount, terms.minor_units(:tolerance, currency))
        - if(rest_amount is null, 0, terms.open_up_to(
            open_amount, charges_amount, rest_amount, terms.minor_units(:tolerance, currency)
        )) as part_amount
    from parts
),

aged as (
    select
        *, terms.ageing_bucket(part_days, :ageing) as part_bucket, terms.ageing_detail(part_days, :ageing) as part_detail
    from opened
)

select
    invoice_id, currency, region, segment, ageing_bucket, ageing_sort, ageing_detail, is_open, outstanding_amount,
    overpaid_amount, true as is_own_bucket
from int_invoices
where not is_in_parts or outstanding_amount <= 0
union all
select
    invoice_id, currency, region, segment, part_bucket, terms.ageing_sort(part_bucket, :ageing), part_detail, is_open,
    cast(sum(part_amount) as decimal(19, 4)), cast(0 as decimal(19, 4)), part_detail = ageing_detail
from aged
where part_amount > 0
group by invoice_id, currency, region, segment, part_bucket, part_detail, is_open, ageing_detail
